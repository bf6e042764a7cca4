import { assert, assertEquals, assertThrows } from "@std/assert";
import all from "../../commands/check/all.ts";
import { jailWords } from "../../mod/check/all/jail.ts";
import { TEMPLATES } from "../../mod/check/all/programs.ts";
import lab from "../../commands/lab/class.ts";
import { newClassKey } from "../../mod/lab/class/class_key.ts";
import { nameProblem } from "../../mod/lab/class/student_name.ts";
import * as store from "../../mod/lab/class/store/student.ts";
import { ClassRates } from "../../mod/lab/class/web/rates.ts";
import { MOST_RECORDING_BYTES, MOST_RECORDINGS } from "../../mod/lab/class/record/recordings.ts";
import { MOST_OPEN_RECORDINGS, MOST_UNPACKED } from "../../mod/lab/class/web/recording_pages.ts";
import { MOST_REPORT, MOST_REPORT_AND_RECORDINGS } from "../../mod/lab/class/web/student_pages.ts";
import { LiveLines } from "../../mod/lab/class/web/live.ts";
import { TeacherDoor } from "../../mod/lab/class/web/teacher_door.ts";
import type { HttpRequest } from "../../mod/http/wire/message.ts";
import { figures, heldBy, prove } from "./claims.ts";

/** What a bucket lets through at once, and then within some seconds. */
function letThrough(take: (rates: ClassRates) => void, seconds: number): [number, number] {
  let now = 0;
  const rates = new ClassRates(() => now);
  const passed = () => {
    for (let count = 0;; count++) {
      try {
        take(rates);
      } catch {
        return count;
      }
    }
  };
  const atOnce = passed();
  now += seconds * 1000;
  return [atOnce, passed()];
}

prove("security.md", "What is bounded", "class", {
  "class: names, characters of one": ({ says }) => {
    const [names, characters] = figures(says[0]!);
    assertEquals(names, store.MOST_STUDENTS);
    assertEquals(nameProblem("x".repeat(characters!)), undefined);
    assert(nameProblem("x".repeat(characters! + 1)) !== undefined);
    heldBy(["tests/lab/class/class_store_test.ts", "a class is bounded: names, hand-ins of a student"])(
      { what: "", says },
    );
  },
  "class: names from one network; how long an empty one stays when they run out": ({ says }) => {
    const [names, seconds] = figures(says[0]!);
    assertEquals([names, seconds], [store.MOST_OF_A_NETWORK, store.SILENT / 1000]);
    heldBy(
      ["tests/lab/class/places_test.ts", "a machine that takes all the names it can get"],
      ["tests/lab/class/places_test.ts", "in a class that is full a name that holds nothing gives way"],
      ["tests/lab/class/places_test.ts", "who has reported, has handed in, or is there keeps the name"],
    )({ what: "", says });
  },
  "class: what one student hands in": ({ says }) => {
    assertEquals(figures(says[0]!), [store.MOST_HAND_INS, store.MOST_HAND_IN_BYTES]);
    heldBy(["tests/lab/class/class_store_test.ts", "a class is bounded: names, hand-ins of a student"])(
      { what: "", says },
    );
  },
  "class: a file, a report, one with its recordings": ({ says }) => {
    const [file, ...reports] = figures(says[0]!);
    assertEquals(reports, [MOST_REPORT, MOST_REPORT_AND_RECORDINGS]);
    assert(String(lab.options["max-size"]!.help).includes(`default: ${file! / 1024 ** 2} MiB`));
    heldBy(["tests/lab/class/class_pages_test.ts", "a hand-in that is too large"])({ what: "", says });
  },
  "class: reports that are kept of a student's exercise": ({ says }) => {
    assertEquals(figures(says[0]!), [store.KEPT_REPORTS]);
    heldBy(["tests/lab/class/class_store_test.ts", "reports of an exercise"])({ what: "", says });
  },
  "class: recordings of a report, their bytes; reports whose recordings are kept": ({ says }) => {
    assertEquals(figures(says[0]!), [MOST_RECORDINGS, MOST_RECORDING_BYTES, store.KEPT_RECORDINGS]);
    heldBy(["tests/lab/class/recordings_test.ts", "a report has so many recordings"])({ what: "", says });
    heldBy(["tests/lab/class/class_store_test.ts", "recordings of the last reports"])({ what: "", says });
  },
  "class: a recording unpacked, recordings that are looked at": ({ says }) => {
    assertEquals(figures(says[0]!), [MOST_UNPACKED, MOST_OPEN_RECORDINGS]);
    heldBy(["tests/lab/class/recordings_test.ts", "what is no recording"])({ what: "", says });
  },
  "class: what one student sends": ({ says }) => {
    const [burst, every] = figures(says[0]!);
    assertEquals(letThrough((rates) => rates.student("ginette"), every! * 5), [burst, 5]);
  },
  "class: what comes from one network": ({ says }) => {
    const [burst, rate] = figures(says[0]!);
    assertEquals(letThrough((rates) => rates.network("192.168.1.20"), 2), [burst, rate! * 2]);
  },
  "class: bytes of requests that are being read": ({ says }) => {
    const [most] = figures(says[0]!);
    const rates = new ClassRates();
    {
      using _room = rates.room(most!);
      assertThrows(() => rates.room(1));
    }
    rates.room(most!);
  },
  "class: wrong keys of the teacher from one network": ({ says }) => {
    assertEquals(figures(says[0]!)[0], 10);
    heldBy(["tests/lab/class/class_pages_test.ts", "wrong keys of the teacher are counted by network"])(
      { what: "", says },
    );
  },
  "class: pages that are open": async ({ says }) => {
    const [most] = figures(says[0]!);
    const live = new LiveLines();
    const fields = new Map([
      ["connection", "upgrade"],
      ["upgrade", "websocket"],
      ["sec-websocket-version", "13"],
      ["sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="],
    ]);
    const request = { method: "GET", fields, body: { length: 0 }, authority: "a" } as unknown as HttpRequest;
    const ask = async () => (await live.reply(request, () => assertNever())).status;
    const statuses = new Set<number>();
    for (let page = 0; page < most!; page++) statuses.add(await ask());
    assertEquals([[...statuses], await ask()], [[101], 503]);
  },
  "class: how long the teacher's browser is let in": async ({ says }) => {
    const [seconds] = figures(says[0]!);
    let now = 1_000_000;
    const door = new TeacherDoor({
      hash: "",
      secret: newClassKey(),
      id: "class-x",
      tls: false,
      now: () => now,
    });
    const asked = (cookie: string) =>
      ({
        fields: new Map([["cookie", cookie]]),
        remote: { hostname: "127.0.0.1", port: 1 },
      }) as unknown as HttpRequest;
    const cookie = door.letIn(asked(""))[1].split(";")[0]!;
    now += seconds! * 1000 - 1;
    assertEquals(await door.isTeacher(asked(cookie)), true);
    now += 1;
    assertEquals(await door.isTeacher(asked(cookie)), false);
  },
});

function assertNever(): never {
  throw new Error("nobody has come in");
}

prove("security.md", "What is bounded", "check all", {
  "check all: processes of a jail, bytes of a file": ({ says }) => {
    const [processes, bytes] = figures(says[0]!);
    assertLimits(`--nproc=${processes}`, `--fsize=${bytes}`);
    heldBy(["tests/e2e/check/check_all_test.ts", "multiplies in vain"])({ what: "", says });
  },
  "check all: open files of a process, its time on a processor": ({ says }) => {
    const [files, seconds] = figures(says[0]!);
    assertLimits(`--nofile=${files}`, `--cpu=${seconds}`);
  },
  "check all: /tmp of a jail, memory of a process": ({ says }) => {
    const [scratch, memory] = figures(says[0]!);
    assertLimits("--size", String(scratch), `--as=${memory}`);
    const unlimited = Object.entries(TEMPLATES).filter(([, each]) => each.memory === undefined).map((
      [name],
    ) => name);
    assertEquals(unlimited, [".js", ".mjs", ".cjs", ".java", ".go"]);
  },
  "check all: memory that a program uses, with all that it has started": ({ says }) => {
    assertEquals(all.options["memory"]!.absent, figures(says[0]!)[0]! * 1e6);
    heldBy(["tests/e2e/check/check_all_test.ts", "a program that eats memory is ended"])({ what: "", says });
  },
  "check all: time for one program": ({ says }) => {
    assertEquals(all.options["time"]!.absent, figures(says[0]!)[0]);
  },
});

function assertLimits(...words: string[]): void {
  const { memory } = TEMPLATES[".py"]!;
  const jail = jailWords(["true"], { folder: "/a", made: "/b", memory });
  assertEquals(words.filter((word) => !jail.includes(word)), []);
}
