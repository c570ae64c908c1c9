// What the page offers to try. Addresses and servers are invented.

/** @type {{ label: string, text: string }[]} */
export const EXAMPLES = [
  { label: "No such user", text: "550 5.1.1 <ana@example.net>: Recipient address rejected: User unknown in local recipient table" },
  { label: "Mailbox full", text: "552 5.2.2 <ana@example.net>: The email account that you tried to reach is over quota" },
  {
    label: "Gmail 5.7.26",
    text: `550-5.7.26 This mail has been blocked because the sender is unauthenticated.
550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.
550-5.7.26
550-5.7.26  Authentication results:
550-5.7.26  DKIM = did not pass
550-5.7.26  SPF [news.example.com] with ip: [192.0.2.10] = did not pass
550-5.7.26
550-5.7.26  For instructions on setting up authentication, go to
550 5.7.26  https://support.google.com/mail/answer/81126#authentication 5b1f17b1804b1-42c7bbd.141 - gsmtp`,
  },
  { label: "On a block list", text: "554 5.7.1 Service unavailable; Client host [192.0.2.99] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.99" },
  { label: "Greylisting", text: "host mx.example.net[198.51.100.25] said: 451 4.7.1 <ana@example.net>: Recipient address rejected: Greylisted, try again in 300 seconds (in reply to RCPT TO command)" },
  { label: "Message too big", text: "552 5.3.4 Message size exceeds fixed maximum message size of 36700160 bytes" },
  { label: "Just 550", text: "550" },
  { label: "Port 465", text: "port 465" },
];
