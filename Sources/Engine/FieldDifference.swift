/// One field in which two pieces of work differ.
package struct FieldDifference: Hashable, Codable, Sendable {
    /// The field, as in `settings.cut.leaf_words`, `inputs.text[2]`, `revision` or `seed`.
    package var path: String
    /// Its value before; nil when it was not there.
    package var before: Value?
    /// Its value now; nil when it is gone.
    package var after: Value?

    /// All fields.
    package init(path: String, before: Value?, after: Value?) {
        self.path = path
        self.before = before
        self.after = after
    }

    /// The fields in which two values differ, in the order of their paths: objects field by field, lists item
    /// by item.
    package static func between(_ before: Value?, _ after: Value?, path: String) -> [FieldDifference] {
        switch (before, after) {
        case _ where before == after: return []
        case (.object(let old), .object(let new)):
            let names = Set(old.keys).union(new.keys).sorted()
            return names.flatMap { between(old[$0], new[$0], path: "\(path).\($0)") }
        case (.array(let old), .array(let new)):
            return (0..<max(old.count, new.count)).flatMap { index in
                between(
                    index < old.count ? old[index] : nil, index < new.count ? new[index] : nil,
                    path: "\(path)[\(index)]")
            }
        default: return [FieldDifference(path: path, before: before, after: after)]
        }
    }
}

extension Engine {
    /// The latest earlier work with the same operation and label but another key: what `work` took the place of.
    package func earlier(than work: Work, label: String) throws -> ActionRecord? {
        let earlier = try ledger.earlierAction(operation: work.operation, label: label, notKey: work.key)
        // A record that does not fit its key was damaged: nothing can be told from it.
        return earlier.flatMap { Work($0).key == $0.key ? $0 : nil }
    }

    /// Why `work` is not the work that was done before, field by field: revision, settings, inputs, seed.
    package static func difference(between work: Work, and earlier: ActionRecord) -> [FieldDifference] {
        let (before, after) = (Work(earlier), work)
        return FieldDifference.between(.int(before.revision), .int(after.revision), path: "revision")
            + FieldDifference.between(before.settings, after.settings, path: "settings")
            + FieldDifference.between(before.inputsAsValue, after.inputsAsValue, path: "inputs")
            + FieldDifference.between(before.seedAsValue, after.seedAsValue, path: "seed")
    }
}

extension Work {
    fileprivate var inputsAsValue: Value {
        .object(inputs.mapValues { .array($0.map { .string($0.description) }) })
    }

    fileprivate var seedAsValue: Value? { seed.map { .string(String($0)) } }
}
