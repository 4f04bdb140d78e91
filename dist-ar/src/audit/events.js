// The closed list of what is written in the audit chain: ids, never names, never secrets.
export {};
