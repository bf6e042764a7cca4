import { assertEquals, assertThrows } from "@std/assert";
import { findExercise } from "../../../mod/lab/exercises/find_exercise.ts";
import { exerciseInModes } from "../../../mod/lab/scenarios/exercise_in_modes.ts";

Deno.test("an exercise in two modes has a server and the same clients for each", async () => {
  const { exercise, roles } = exerciseInModes(await findExercise("E5"), ["iterative", "pool"]);
  assertEquals(roles.slice(0, 5), [
    "iterative",
    "ginette-iterative",
    "roger-iterative",
    "lucette-iterative",
    "pool",
  ]);
  const actions = exercise.steps.flatMap(({ do: all = [] }) => all);
  const words = (role: string) => actions.find(({ start }) => start === role)!.run!.join(" ");
  assertEquals(words("iterative"), "echo serve 0 --host 127.0.0.1 --mode iterative");
  assertEquals(words("pool"), "echo serve 0 --host 127.0.0.1 --mode pool --workers 2");
  assertEquals(words("roger-pool"), "echo connect 127.0.0.1 {pool.port}");
  const seen = exercise.steps.flatMap(({ see = [] }) => see);
  assertEquals(seen.filter(({ detail, never }) => detail !== undefined || never !== undefined), []);
  assertEquals(seen.filter(({ prints }) => prints === "SALUT").map(({ role }) => role), [
    "roger-iterative",
    "roger-pool",
  ]);
});

Deno.test("every exercise with one server that has modes can be played in others", async () => {
  for (const id of ["E1", "E2", "E3", "E4", "E6", "E7"]) {
    assertEquals(exerciseInModes(await findExercise(id), ["events"]).roles[0], "events", id);
  }
});

Deno.test("an exercise without such a server says so", async () => {
  const chat = await findExercise("E10");
  assertThrows(() => exerciseInModes(chat, ["pool"]), Error, "has no server whose mode can be another one");
});
