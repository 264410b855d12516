"""The mails the site writes, one file per subject: what each says, in words."""
