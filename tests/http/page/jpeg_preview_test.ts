import { assertEquals } from "@std/assert";
import { jpegPreview } from "../../../mod/http/assets/listing/jpeg_preview.js";
import { exifJpeg } from "../../_kit/web/exif_jpeg.ts";
import { noise } from "../../_kit/noise.ts";

const PICTURE = Uint8Array.of(0xff, 0xd8, 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xda, 0, 2, 9, 9);
const SMALL = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);

Deno.test("jpegPreview() finds the small picture of a photo, and how it is turned", () => {
  const photo = new Uint8Array(exifJpeg(PICTURE, 6, SMALL));
  assertEquals(jpegPreview(photo), { bytes: new Uint8Array(SMALL), orientation: 6 });
  assertEquals(jpegPreview(new Uint8Array(exifJpeg(PICTURE, 6))), undefined);
  assertEquals(jpegPreview(new Uint8Array(PICTURE)), undefined);
});

Deno.test("jpegPreview() makes nothing of what is cut or broken", () => {
  const photo = new Uint8Array(exifJpeg(PICTURE, 6, SMALL));
  for (let length = 0; length < photo.length - PICTURE.length; length++) {
    assertEquals(jpegPreview(photo.slice(0, length)), undefined, `${length}`);
  }
  for (let at = 0; at < photo.length; at++) {
    const broken = photo.slice();
    broken[at]! ^= 0xff;
    jpegPreview(broken); // whatever it finds, it comes to an end
  }
  const rubbish = new Uint8Array(noise(5000));
  rubbish.set(photo.subarray(0, 14));
  assertEquals(jpegPreview(rubbish), undefined);
});
