// The file is read as text: its size is that of a string, its bytes are those of characters.
const net = require("net"), fs = require("fs");
net.createServer((s) => {
  let b = "";
  s.on("error", () => {});
  s.on("data", (d) => {
    b += d;
    if (!b.includes("\n")) return;
    const n = b.split("\n")[0].replace(/\r$/, "");
    if (n.includes("/")) return s.end("KO\nforbidden\n");
    fs.readFile(n, "utf8", (e, t) => e ? s.end("KO\n" + e.code + "\n") : s.end("OK\n" + t.length + "\n" + t));
  });
}).listen(+process.argv[2]);
