#!/usr/bin/env node
/**
 * Starts netlab with the Deno that was installed along with it.
 *
 * Where Node can, it becomes Deno: nothing stands between the program and its terminal, its signals, its parent. Elsewhere
 * Deno is a child, and what would be said to it is passed on.
 */
import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";

// Not imported, and its streams left alone: to look at process.stdout makes a pipe behind it non-blocking, for Deno too.
const { process } = globalThis;

const FLAGS = ["FLAGS OF THE TASK netlab"];

const app = new URL("../app/", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, app));
const args = [
  "run",
  "--quiet",
  ...FLAGS,
  "--config",
  path("deno.json"),
  path("main.ts"),
  ...process.argv.slice(2),
];
const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1" };

const deno = findDeno();
if (process.execve !== undefined && process.platform !== "win32") process.execve(deno, [deno, ...args], env);
runAsChild(deno);

/** The executable, which the package `deno` has fetched for this machine. */
function findDeno() {
  try {
    return createRequire(import.meta.url)("deno/install_api.cjs").runInstall();
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).split("\n")[0];
    fail(`Deno was not installed along with netlab (${reason})`);
  }
}

/** Written without process.stderr, which cannot be had of every handle. */
function fail(sentence) {
  writeSync(2, `netlab: ${sentence}\n`);
  process.exit(1);
}

function runAsChild(program) {
  const child = spawn(program, args, { stdio: "inherit", env });
  // A terminal sends Ctrl-C to both of us; said twice, it would mean "at once". On Windows it is a console that says all
  // of these, to both, and to say one to a child is to end it.
  const windows = process.platform === "win32";
  const onTerminal = [0, 1, 2].some(isatty);
  for (const signal of windows ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (!windows && (signal !== "SIGINT" || !onTerminal)) child.kill(signal);
    });
  }
  // Without a listener, Node opens its debugger.
  process.on("SIGUSR1", () => {});
  child.on("error", (error) => {
    fail(`Cannot start ${program}: ${error.message}`);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
