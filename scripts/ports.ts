import { createServer } from 'node:net';

/** The port of `variable`, else `wanted`, else the next one that is free: then it says so. */
export async function choosePort(variable: string, wanted: number, taken: Set<number>): Promise<number> {
  const asked = Number(process.env[variable] || wanted);
  for (let port = asked; port < 65_536; port++) {
    if (taken.has(port) || !(await isFree(port))) continue;
    taken.add(port);
    if (port !== asked) console.log(`Port ${asked} is taken; ${variable} is ${port} instead.`);
    return port;
  }
  throw new Error(`No port is free from ${asked} on: set ${variable}.`);
}

// A server that listens on one address of the machine leaves the others open, so each is tried.
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1', '::']) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
