import { assertEquals } from "@std/assert";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { messageOf } from "../../../mod/i18n/message_error.ts";
import { ERRORS } from "../../../mod/net/errors/errno.ts";
import { errorText } from "../../../mod/net/errors/system_error.ts";

/** The forms in which the runtime tells of a failed call. */
const FORMS = [
  (says: string, number: number) => `${says} (os error ${number})`,
  (says: string, number: number) => `${says} (os error ${number}): open '/tmp/x'`,
  (says: string, number: number) => `Failed to spawn './x': ${says} (os error ${number})`,
  (says: string, number: number) => `unable to do it: ${says} (os error ${number}): stat '/tmp/x'`,
];

Deno.test("no number of an error stands in what a person is told, in either language", () => {
  const told: string[] = [];
  for (const { says } of Object.values(ERRORS)) {
    for (const form of FORMS) {
      for (const number of [2, 13, 104, 4321]) {
        const error = new Error(form(says, number));
        const message = messageOf(error);
        told.push(String(message), toFrench(message), errorText(error));
      }
    }
  }
  assertEquals(told.filter((text) => text === "" || text.includes("os error")), []);
});
