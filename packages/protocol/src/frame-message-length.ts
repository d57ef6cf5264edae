/** Longest message accepted on the port between page and frame, in UTF-16 units. */
export const maxFrameMessageLength = 65_536;
