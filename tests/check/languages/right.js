const net = require("net");
const readline = require("readline");

net.createServer({ allowHalfOpen: true }, (client) => {
  client.on("error", () => client.destroy());
  const lines = readline.createInterface({ input: client, crlfDelay: Infinity });
  lines.on("error", () => {});
  lines.on("line", (line) => client.write(line + "\n"));
  lines.on("close", () => client.end());
}).listen(Number(process.argv[2]));
