// The last line of a client is answered after Node has ended its own side, too; nobody hears of errors.
const net = require("node:net");
const readline = require("node:readline");
net.createServer(async (s) => {
  for await (const l of readline.createInterface({ input: s })) s.write(l.toUpperCase() + "\n");
  s.end();
}).listen(+process.argv[2]);
