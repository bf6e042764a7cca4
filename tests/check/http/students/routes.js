// A right server of pages of its own.
const http = require("http");
http.createServer((request, response) => {
  if (request.url === "/") {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end(`<html><body>${new Date().toISOString()}</body></html>`);
  } else {
    response.writeHead(404);
    response.end("404");
  }
}).listen(process.argv[2]);
