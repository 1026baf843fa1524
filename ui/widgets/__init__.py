"""Controls that every page is made of; each file holds one."""
