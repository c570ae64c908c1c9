// What an input says: `parse` gives it.
import type { Event, Form, Open, Phase, TokenKind, WarningKind } from "./words.js";

/** A place in the input, in UTF-16 code units. */
export interface Span {
  /** The first unit. */
  start: number;
  /** The unit after the last one. */
  end: number;
  /** Which text: absent for the input, else an index into `pieces`, counted from 1. */
  piece?: number;
}

/** What a server answered. */
export interface Reply extends Span {
  /** The reply code, such as 550. */
  code?: number;
  /** The enhanced code, such as "5.7.26". */
  enhanced?: string;
  /** The words without the codes; lines are joined by "\n". */
  text: string;
  /** The point of the dialogue at which it came. */
  phase?: Phase;
  /** Index of the reply in which another server quotes this one (only in `parse`'s list). */
  quotedIn?: number;
}

/** The server at the other end. */
export interface Remote {
  /** Its name. */
  host?: string;
  /** Its IP address. */
  ip?: string;
}

/** What is known of the delivery to one recipient. */
export interface Delivery {
  /** The address that the message went to in the end. */
  recipient?: string;
  /** The address that the sender wrote to, where it differs. */
  originalRecipient?: string;
  /** Index of the reply that decided, in `replies`. */
  reply?: number;
  /** The server that gave the reply. */
  remote?: Remote;
  /** What is reported to have become of it. */
  event?: Event;
  /** When the last attempt was made, as ISO 8601. */
  lastAttempt?: string;
  /** Until when the reporter goes on trying, as ISO 8601. */
  retryUntil?: string;
}

/** What is known of the message that was not delivered. */
export interface MessageFacts {
  /** Its Message-ID, without the angle brackets. */
  messageId?: string;
  /** Its subject, decoded. */
  subject?: string;
  /** The address that it was sent from. */
  from?: string;
  /** When the reporting server got it, as ISO 8601. */
  arrival?: string;
  /** The server or service that reports. */
  reportingServer?: string;
  /** The id under which the reporting server queued or logged it. */
  queueId?: string;
}

/** The result of an authentication check, as the input states it. */
export interface Check extends Span {
  /** What was checked. */
  name: Open<"spf" | "dkim" | "dmarc" | "arc" | "ptr" | "tls">;
  /** `none`: there was nothing to check. */
  result: Open<"pass" | "fail" | "none" | "error">;
  /** The domain that was checked. */
  domain?: string;
  /** The IP address that was checked. */
  ip?: string;
}

/** A part of the input that has a meaning. */
export interface Token extends Span {
  kind: TokenKind;
  /** The part in its plain form: an address without `<>`, a limit as `bytes:36700160`, a delay in seconds (`300`). */
  value: string;
}

/** A part of the input, with its meaning. */
export interface ExplainedToken extends Token {
  /** What it is, in a few words. */
  title: string;
  /** What it means, in a sentence. */
  note?: string;
}

/** Something that did not go smoothly, with its place if it has one. */
export interface Warning extends Partial<Span> {
  kind: WarningKind;
}

/** A warning, with its meaning in a sentence. */
export interface ExplainedWarning extends Warning {
  note: string;
}

/** What the input says, without an opinion. */
export interface Parsed {
  form: Form;
  /** The id of the program or service that wrote it ("postfix", "ses"), as far as it is recognised. */
  source?: string;
  /** Every reply, in the order of the input, quoted ones too. */
  replies: Reply[];
  /** One for each recipient, in the input's order; for a single reply, one. */
  deliveries: Delivery[];
  message?: MessageFacts;
  /** Results of SPF, DKIM, DMARC and other checks. */
  checks: Check[];
  /** Sorted by place; tokens overlap only by lying within one another. */
  tokens: Token[];
  warnings: Warning[];
  /** Texts that had to be decoded first, which `piece` of a span counts from 1. */
  pieces?: string[];
  /** For an object the text that spans count in: the object as JSON. Absent for text and bytes. */
  input?: string;
}
