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
  /** A stable id, such as "google". */
  id: string;
  /** Its name, to be shown. */
  name: string;
  kind: ProviderKind;
  /** Its page for people who send mail to it. */
  url?: string;
  /** Its form for help or for being taken off a block. */
  helpUrl?: string;
}

/** The public block list that the reply names. */
export interface Blocklist {
  /** A stable id, such as "spamhaus-zen". */
  id: string;
  /** Its name, to be shown. */
  name: string;
  /** Where to look up and to ask for removal, filled in where possible. */
  url?: string;
  /** Present and true for a list that has shut down: a listing there is the receiver's mistake. */
  closed?: true;
  /** What it lists and how one gets off it. */
  note: string;
}

/** One thing to do. */
export interface Step {
  for: Audience;
  /** What to do, as one plain sentence or two. */
  text: string;
  /** A page that helps. It comes from the knowledge base, never from the input. */
  url?: string;
}

/** Words of the input that decided. */
export interface Evidence extends Span {
  /** The words themselves. */
  says: string;
}

/** Where the input disagrees with itself. */
export interface Conflict {
  kind: ConflictKind;
  /** What that means, in a sentence. */
  note: string;
}

/** Another cause that the input leaves open. */
export interface Alternative {
  cause: Cause;
  /** What would have happened, in one line. */
  title: string;
  certainty: Certainty;
}

/** What people often read elsewhere, and what is right. */
export interface Misreading {
  /** What people say. */
  claim: string;
  /** What is right. */
  answer: string;
  /** Where that is written. */
  url?: string;
}

/** Where something is written. */
export interface Source {
  /** Its name: an RFC with its section, a page, or "seen in real replies". */
  title: string;
  /** Its address; absent for what was only observed. */
  url?: string;
}

/** What happened to one recipient. */
export interface Verdict {
  /** The address that the message went to in the end; absent where the input names none. */
  recipient?: string;
  /** The address that the sender wrote to, where it differs. */
  originalRecipient?: string;
  /** The reply that decided. */
  reply?: Reply;
  phase?: Phase;
  /** The server that gave it. */
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
  /** Whose server or filter answered, where that is recognised. */
  provider?: Provider;
  /** The public block list that the reply names. */
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
  /** The words that decided. */
  evidence: Evidence[];
  /** Where the input disagrees with itself. */
  conflicts: Conflict[];
  /** What else it may be, likeliest first. */
  alternatives: Alternative[];
  /** What people often read elsewhere about this. */
  misreadings?: Misreading[];
  /** Ids of guide topics that help, for `lookup`. */
  topics?: string[];
  /** Where all this is written. */
  sources: Source[];
}

/** What an input means. Plain JSON. */
export interface Explanation {
  /** Another number would mean another shape. */
  schema: 1;
  form: Form;
  /** The id of the program or service that wrote the input ("postfix", "ses"), as far as it is recognised. */
  source?: string;
  outcome: Outcome;
  /** One for each recipient, in the input's order, and at least one. */
  verdicts: [Verdict, ...Verdict[]];
  /** Sorted by place; tokens overlap only by lying within one another. */
  tokens: ExplainedToken[];
  /** What is known of the message itself. */
  message?: MessageFacts;
  /** What did not go smoothly with reading. */
  warnings: ExplainedWarning[];
  /** Texts that had to be decoded first, which `piece` of a span counts from 1. */
  pieces?: string[];
  /** For an object the text that spans count in: the object as JSON. Absent for text and bytes. */
  input?: string;
  /** Which knowledge base answered: the version of the package, and how many entries it has. */
  knowledge: { version: string; entries: number };
}
