// Reads the keyboard with readline, which edits the line itself where there is a terminal.
const net = require("node:net"), readline = require("node:readline");
const [host, port] = process.argv.slice(2);
const server = net.connect(Number(port), host);
const keyboard = readline.createInterface({ input: process.stdin, output: process.stdout, prompt: "> " });
const answers = readline.createInterface({ input: server });
const typed = [];
let waiting = false;
function ask() {
  if (waiting || typed.length === 0) return;
  waiting = true;
  server.write(typed.shift() + "\n");
}
keyboard.on("line", (line) => (typed.push(line), ask()));
keyboard.on("close", () => server.end());
answers.on("line", (line) => (console.log(line), waiting = false, ask()));
server.on("end", () => process.exit());
