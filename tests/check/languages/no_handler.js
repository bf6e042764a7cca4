const net = require("net");
const readline = require("readline");

net.createServer({ allowHalfOpen: true }, (client) => {
  const lines = readline.createInterface({ input: client, crlfDelay: Infinity });
  lines.on("line", (line) => client.write(line + "\n"));
  lines.on("close", () => client.end());
}).listen(Number(process.argv[2]));
