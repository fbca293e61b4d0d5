import Engine
import Foundation
import Stages

/// Whether what happened so far can be read.
struct LedgerChecks {
    /// The artifacts folder.
    let folder: String

    /// Every check of the ledger.
    func all() -> [Check] {
        do {
            // The doctor never puts a damaged ledger aside: only a run does.
            let ledger = try Ledger(path: path)
            defer { try? ledger.close() }
            let version = try ledger.sqliteVersion()
            let faults = try ledger.faults()
            guard faults.isEmpty else { return [damaged(faults.joined(separator: "; "))] }
            guard ledger.unsealedCount == 0 else {
                return [
                    .fail(
                        "ledger",
                        "damaged: the rows of \(Figures.count(ledger.unsealedCount, "unit")) of work were changed",
                        "the next `quire run` does that work again where it needs it")
                ]
            }
            let (blobs, bytes) = try ledger.blobTotals()
            let size = String(format: "%.1f MB", Double(bytes) / 1_048_576)
            return [
                .ok(
                    "ledger",
                    "SQLite \(version); \(Figures.count(try ledger.actionCount(), "unit")) of work, "
                        + "\(Figures.count(blobs, "blob")), \(size); whole"), try order(ledger),
            ]
        } catch let error as LedgerError where error.isDamage {
            return [damaged(error.message)]
        } catch {
            return [
                .fail("ledger", "\(error)", "see whether another program has \(path) open, and who owns it")
            ]
        }
    }

    private var path: String { folder + "/ledger.sqlite" }

    private func damaged(_ message: String) -> Check {
        .fail(
            "ledger", "damaged: \(message)",
            "the next `quire run` puts it aside and does the work again that was recorded there only; judgements in "
                + "\(folder)/feedback are not touched")
    }

    /// Runs must not lie in the future.
    private func order(_ ledger: Ledger) throws -> Check {
        let now = Date().timeIntervalSince1970
        let runs = try ledger.runs()
        if let late = runs.first(where: { $0.started > now + 60 }) {
            return .warn(
                "runs", "run \(late.id) began \(Figures.time(late.started, zone: .current)), after now",
                "the clock was set back; times of runs cannot be compared")
        }
        return .ok("runs", Figures.count(runs.count, "run"))
    }
}
