const net = require("net");

net.createServer((client) => {
  client.on("error", () => {});
  client.on("data", (data) => client.write(data.toString().replace(/\r?\n$/, "") + "\n"));
}).listen(Number(process.argv[2]));
