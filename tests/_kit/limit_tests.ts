/*
Loaded before the tests (`--preload`), it gives each of them a time, in seconds, that NETLAB_TEST_LIMIT says: a test that
waits for ever fails by its name, and the others go on. Without it the whole run hangs, and nobody knows on which.
*/

const LIMIT = Number(Deno.env.get("NETLAB_TEST_LIMIT") ?? "300") * 1000;

type Body = (context: Deno.TestContext) => void | Promise<void>;

function limited(body: Body): Body {
  const within: Body = async (context) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done within ${LIMIT / 1000} s`)), LIMIT);
    });
    try {
      await Promise.race([body(context), late]);
    } finally {
      clearTimeout(timer);
    }
  };
  return Object.defineProperty(within, "name", { value: body.name });
}

const { test } = Deno;
const register = test as (...args: unknown[]) => void;
(Deno as { test: unknown }).test = Object.assign(
  (...args: unknown[]) =>
    register(...args.map((arg) => {
      if (typeof arg === "function") return limited(arg as Body);
      if (typeof arg === "object" && arg !== null && "fn" in arg) {
        return { ...arg, fn: limited(arg.fn as Body) };
      }
      return arg;
    })),
  test,
);
