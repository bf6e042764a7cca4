// What a Node programmer writes for the same sheet: upper-case echo on `net`. Used as `node echo_server.mjs PORT`.
import net from "node:net";

const server = net.createServer({ noDelay: true }, (socket) => {
  socket.setEncoding("latin1");
  socket.on("data", (text) => {
    if (!socket.write(text.toUpperCase(), "latin1")) socket.pause();
  });
  socket.on("drain", () => socket.resume());
  socket.on("error", () => socket.destroy());
});
server.listen({ port: Number(process.argv[2] ?? 8765), host: "127.0.0.1", backlog: 1024 });
