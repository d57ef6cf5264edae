import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Browsers connect ahead of need. Node counts a connection that never sent a request neither as idle nor as busy, so a closing
 * server waits for it a minute; this ends such connections. Returns how to end those that are there.
 */
export function trackUnusedConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.on('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => unused.forEach((socket) => socket.destroy());
}
