import { type OptionRow, row } from "./option.ts";

/** Options of WebSocket addresses; `protocol` is another name of `subprotocol` there. */
export const WEBSOCKET_OPTIONS: readonly OptionRow[] = [
  row("text", "flag", "ws"),
  row("binary", "flag", "ws"),
  row("lines", "flag", "ws"),
  row("subprotocol", "text", "ws"),
  row("header", "text", "ws"),
  row("origin", "text", "ws"),
  row("basic-auth", "text", "ws"),
  row("basic-auth-file", "text", "ws"),
  row("ping", "time", "ws", "ping-interval"),
  row("pong-timeout", "time", "ws", "ping-timeout"),
];
