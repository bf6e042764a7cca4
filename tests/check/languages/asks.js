// A client that sends what is typed and shows the answer, with the mistake that its second word names, or none.
const net = require("net");
const readline = require("readline");

const [port, mistake] = process.argv.slice(2);
const server = net.connect(Number(port), "localhost");
const keyboard = readline.createInterface({ input: process.stdin });
const typed = [];
let waiting = false;

function next() {
  if (waiting || typed.length === 0) return;
  waiting = mistake !== "does_not_wait";
  server.write(typed.shift() + (mistake === "no_line_end" ? "" : "\n"));
  if (!waiting) next();
}

function shows(answer) {
  console.log(answer);
  waiting = false;
  next();
}

if (mistake === "one_recv") server.on("data", (data) => shows(data.toString()));
else readline.createInterface({ input: server }).on("line", shows);
server.on("close", () => process.exit());
keyboard.on("line", (line) => {
  typed.push(line);
  next();
});
keyboard.on("close", () => server.end());
