import type { PageTexts } from "../../page/page_texts.ts";

/**
 * The form where files are dropped or chosen.
 *
 * @param big it is the only thing on the page: the drop box
 */
export function uploadForm(big: boolean, texts: PageTexts): string {
  return `<form class="drop${
    big ? " big" : ""
  }" method="post" enctype="multipart/form-data" aria-label="${texts.upload}">
<p>${texts.dropHere}</p>
<label class="visually-hidden" for="files-to-send">${texts.filesToSend}</label>
<input type="file" id="files-to-send" name="file" multiple required>
<button class="button">${texts.send}</button>
<ul class="transfers" aria-live="polite"></ul>
</form>
`;
}
