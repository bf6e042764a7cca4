// Chunks without the last one.
const net = require("net");
net.createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", () => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
    socket.end("5\r\nhello\r\n6\r\n world\r\n");
  });
}).listen(process.argv[2]);
