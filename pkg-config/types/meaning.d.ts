// What a code or a topic means: `lookup` gives it.
import type { Misreading, Source } from "./explanation.js";
import type { Cause, CodeStatus, Open } from "./words.js";

/** The meaning of a code or of a guide topic. */
export interface CodeMeaning {
  kind: Open<"reply-code" | "enhanced-code" | "class" | "category" | "topic">;
  /** The code in its plain form, or the id of the topic. */
  id: string;
  title: string;
  summary: string;
  /** Further paragraphs of a topic. */
  body?: string[];
  /** The cause that the code alone makes likely. */
  cause?: Cause;
  /** Causes that the code leaves open, likeliest first. */
  alternatives?: Cause[];
  /** The digits or parts of the code, first to last. */
  parts?: Part[];
  /** Official and observed uses. */
  meanings?: Meaning[];
  misreadings?: Misreading[];
  sources?: Source[];
}

/** One digit of a reply code, or one part of an enhanced code. */
export interface Part {
  value: string;
  title: string;
  note: string;
}

/** One official or observed use of a code. */
export interface Meaning {
  text: string;
  /** What it means, where the code's own summary does not say it. */
  note?: string;
  status: CodeStatus;
  source: string;
  url?: string;
  commands?: string;
  /** The name of the provider whose meaning it is. */
  provider?: string;
}
