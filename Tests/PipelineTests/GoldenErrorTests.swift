import Foundation
import Testing

@testable import Pipeline

/// Each `NNN-name.yaml` of `Golden/errors` with what is said of it in `NNN-name.txt`; UPDATE_GOLDEN=1 writes the
/// texts anew. Comments at the top may say `# set: name=value` and `# lacks: dpo, compare`.
@Suite struct GoldenErrorTests {
    static let folder = golden.appending(path: "errors")
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    @Test func thereAreEnough() { #expect(Self.names.count >= 60) }

    @Test(arguments: names)
    func isSaidExactly(name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let set = Self.directives("set", in: text)
        let lacks = Set(Self.directives("lacks", in: text))
        let result = Document.load(name, set: set) { path in
            do {
                return try String(contentsOf: Self.folder.appending(path: path), encoding: .utf8)
            } catch {
                throw NoSuchFile()
            }
        }.map { $0.checked(with: .everything.without(lacks)) }
        let said = result.graphOrComplaints.1
        let stored = Self.folder.appending(path: name.replacing(".yaml", with: ".txt"))
        if updatesGolden { try said.write(to: stored, atomically: true, encoding: .utf8) }
        #expect(said == (try? String(contentsOf: stored, encoding: .utf8)))
        #expect(said.contains("error: "), "an example of an error has one")
    }

    private static func directives(_ name: String, in text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("# \(name): ") }
            .flatMap { $0.dropFirst(name.count + 4).split(separator: ", ").map(String.init) }
    }
}

extension Capabilities {
    /// These, less everything of one of these names.
    func without(_ names: Set<String>) -> Capabilities {
        func less<Choice: RawRepresentable<String>>(_ set: Set<Choice>) -> Set<Choice> {
            set.filter { !names.contains($0.rawValue) }
        }
        var result = self
        result.verbs = verbs.filter { !names.contains($0) }
        result.methods = methods.mapValues(less)
        result.decomposerKinds = less(decomposerKinds)
        result.overseerKinds = less(overseerKinds)
        result.goldKinds = less(goldKinds)
        result.feedbackKinds = less(feedbackKinds)
        result.askRules = less(askRules)
        result.picks = less(picks)
        result.abouts = less(abouts)
        result.metrics = less(metrics)
        result.modelKinds = less(modelKinds)
        result.contexts = less(contexts)
        result.trainPer = less(trainPer)
        result.tests = less(tests)
        result.formats = less(formats)
        result.missingKeys = names.filter { $0.contains(".") }
        for method in Method.allCases {
            let keys = Schema.shape("with.\(method.rawValue)").keys.map { "\(method.rawValue)/\($0.name)" }
            if keys.contains(where: { names.contains($0) }) {
                result.settings[method] = Set(
                    keys.filter { !names.contains($0) }.map {
                        String($0.dropFirst(method.rawValue.count + 1))
                    })
            }
        }
        return result
    }
}
