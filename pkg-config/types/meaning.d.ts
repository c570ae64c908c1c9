// What a code or a topic means: `lookup` gives it.
import type { Misreading, Source } from "./explanation.js";
import type { Cause, CodeStatus, Open } from "./words.js";

/** The meaning of a code or of a guide topic. */
export interface CodeMeaning {
  /** A code, a group of codes, or a topic. */
  kind: Open<"reply-code" | "enhanced-code" | "class" | "category" | "topic">;
  /** The code in its plain form, or the id of the topic. */
  id: string;
  /** What it means, in one line. */
  title: string;
  /** What it means, in one to three sentences. */
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
  /** What people often read elsewhere about it. */
  misreadings?: Misreading[];
  /** Where that is written. */
  sources?: Source[];
}

/** One digit of a reply code, or one part of an enhanced code. */
export interface Part {
  /** The digit or number itself. */
  value: string;
  /** What it stands for. */
  title: string;
  /** What that means, in a sentence. */
  note: string;
}

/** One official or observed use of a code. */
export interface Meaning {
  /** The words of the source. */
  text: string;
  /** What it means, where the code's own summary does not say it. */
  note?: string;
  status: CodeStatus;
  /** Where that is written. */
  source: string;
  url?: string;
  /** After which commands it comes: "RCPT, end of DATA". */
  commands?: string;
  /** The name of the provider whose meaning it is. */
  provider?: string;
}
