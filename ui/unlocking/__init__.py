"""The lock screen: who is here, and the passphrase that opens their vault."""
