// The file is read as text, its length counted in characters, and a piece taken for the request.
const fs = require("fs"), net = require("net"), path = require("path");
net.createServer((socket) => {
  socket.on("error", () => {});
  socket.on("data", (data) => {
    const [, url] = data.toString().split(" ");
    fs.readFile(path.join(".", url), "utf8", (error, content) => {
      if (error) return socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\n404");
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${content.length}\r\n\r\n`);
      socket.end(content);
    });
  });
}).listen(process.argv[2]);
