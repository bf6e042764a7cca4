import type { PageTexts } from "../../page/page_texts.ts";

/** What a form for uploads is like. */
export interface UploadForm {
  /** It is the only thing on the page: the drop box. */
  readonly big: boolean;
  /** What is there may be replaced, if the sender says so. */
  readonly mayReplace: boolean;
}

/** The form where files are dropped or chosen. */
export function uploadForm({ big, mayReplace }: UploadForm, texts: PageTexts): string {
  const attributes = `class="drop${big ? " big" : ""}"${mayReplace ? " data-replace" : ""}`;
  return `<form ${attributes} method="post" enctype="multipart/form-data" aria-label="${texts.upload}">
<p>${texts.dropHere}</p>
<label class="visually-hidden" for="files-to-send">${texts.filesToSend}</label>
<input type="file" id="files-to-send" name="file" multiple required>
<button class="button">${texts.send}</button>
<ul class="transfers"></ul>
</form>
`;
}
