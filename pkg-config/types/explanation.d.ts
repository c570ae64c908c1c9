// What an input means: `explain` gives it.
import type { Check, ExplainedToken, ExplainedWarning, MessageFacts, Remote, Reply, Span } from "./parsed.js";
import type {
  Action, Actor, Audience, Basis, Cause, Certainty, ConflictKind, Family, Form, Outcome, Permanence, Phase, ProviderKind, Scope,
} from "./words.js";

/** Answers to the questions that everyone asks first, as sentences. */
export interface Wording {
  /** "Not delivered yet, may work later" */
  outcome: string;
  /** Whose side: "Whoever runs your e-mail" */
  actor: string;
  /** Will sending again help? */
  resend: string;
  /** How sure, and why. */
  certainty: string;
  /** At which point: "while naming the recipient (RCPT TO)" */
  phase?: string;
}

/** Whose server or filter answered. */
export interface Provider {
  id: string;
  name: string;
  kind: ProviderKind;
  /** Its page for people who send mail to it. */
  url?: string;
  /** Its form for help or for being taken off a block. */
  helpUrl?: string;
}

/** The public block list that the reply names. */
export interface Blocklist {
  id: string;
  name: string;
  /** Where to look up and to ask for removal, filled in where possible. */
  url?: string;
  /** Present and true for a list that has shut down: a listing there is the receiver's mistake. */
  closed?: true;
  note: string;
}

/** One thing to do. */
export interface Step {
  for: Audience;
  text: string;
  /** A page that helps. It comes from the knowledge base, never from the input. */
  url?: string;
}

/** Words of the input that decided. */
export interface Evidence extends Span {
  says: string;
}

/** Where the input disagrees with itself. */
export interface Conflict {
  kind: ConflictKind;
  note: string;
}

/** Another cause that the input leaves open. */
export interface Alternative {
  cause: Cause;
  title: string;
  certainty: Certainty;
}

/** What people often read elsewhere, and what is right. */
export interface Misreading {
  claim: string;
  answer: string;
  url?: string;
}

/** Where something is written. */
export interface Source {
  title: string;
  url?: string;
}

/** What happened to one recipient. */
export interface Verdict {
  recipient?: string;
  originalRecipient?: string;
  reply?: Reply;
  phase?: Phase;
  remote?: Remote;
  /** When the last attempt was made, as ISO 8601. */
  lastAttempt?: string;
  /** Until when another server goes on trying, as ISO 8601. */
  retryUntil?: string;
  permanence: Permanence;
  cause: Cause;
  family: Family;
  scope: Scope;
  actor: Actor;
  action: Action;
  /** How long to wait before the next try; only with `retry`, `slow-down` and `pause`. 0 means at once. */
  retryAfterSeconds?: number;
  basis: Basis;
  certainty: Certainty;
  /** The entry of the knowledge base, such as "google/unauthenticated-sender". */
  entry?: string;
  /** The reply code whose usual words these are, where the input has none. */
  standardCode?: number;
  provider?: Provider;
  blocklist?: Blocklist;
  /** What happened, in one line. */
  title: string;
  /** What happened, in one to three sentences. */
  summary: string;
  wording: Wording;
  /** What to do: for the person, then for the administrator, then for the developer. */
  steps: Step[];
  /** Results of SPF, DKIM, DMARC and other checks that the reply names. */
  checks?: Check[];
  evidence: Evidence[];
  conflicts: Conflict[];
  alternatives: Alternative[];
  misreadings?: Misreading[];
  /** Ids of guide topics that help, for `lookup`. */
  topics?: string[];
  sources: Source[];
}

/** What an input means. Plain JSON. */
export interface Explanation {
  schema: 1;
  form: Form;
  source?: string;
  outcome: Outcome;
  /** One for each recipient, in the input's order, and at least one. */
  verdicts: [Verdict, ...Verdict[]];
  /** Sorted by place; tokens overlap only by lying within one another. */
  tokens: ExplainedToken[];
  message?: MessageFacts;
  warnings: ExplainedWarning[];
  /** Texts that had to be decoded first, which `piece` of a span counts from 1. */
  pieces?: string[];
  /** For an object the text that spans count in: the object as JSON. Absent for text and bytes. */
  input?: string;
  knowledge: { version: string; entries: number };
}
