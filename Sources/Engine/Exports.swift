// Who uses the engine speaks of digests, values and records: one import gives them all.
@_exported import Artifacts
@_exported import Ledger
