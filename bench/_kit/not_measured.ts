/** Why a candidate has no figures although nothing broke: the sentence goes into its row as it is. */
export class NotMeasured extends Error {
  override readonly name = "NotMeasured";
}
