import Foundation
import Testing

@testable import Pipeline

@Suite struct SchemaTests {
    /// UPDATE_GOLDEN=1 writes the file anew.
    @Test func theStoredSchemaIsTheOneOfTheTypes() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../schema/quire.schema.json"
        )
        .standardized
        let made = Schema.json()
        if updatesGolden {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try made.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(made == (try? String(contentsOf: file, encoding: .utf8)))
    }

    @Test func theSchemaIsJSONAndEveryReferenceLeadsSomewhere() throws {
        let text = Schema.json()
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let definitions = try #require(root["definitions"] as? [String: Any])
        for match in text.matches(of: #/"#\/definitions\/([^"]+)"/#) {
            #expect(definitions[String(match.1)] != nil, "\(match.1)")
        }
    }

    @Test func everyKeyHasASentenceAndEveryDefaultFitsItsType() {
        for shape in Schema.all {
            for key in shape.keys {
                #expect(key.summary.hasSuffix("."), "\(shape.name).\(key.name)")
                guard let written = key.default else { continue }
                var checker = Checker()
                let node = Node(.scalar(Scalar(plain: written)), at: Place(file: "", line: 1, column: 1))
                let fits = checker.check(node, key.type, key: key.name, parent: node)
                #expect(fits, "\(shape.name).\(key.name)")
            }
        }
    }

    @Test func keysAreNeverCalledWhatYAMLOnceReadAsBooleans() {
        let banned: Set = ["on", "off", "yes", "no", "y", "n"]
        // `n` is a setting, quoted here only as a count of samples: YAML 1.2 and our reader keep it a name.
        for shape in Schema.all where !shape.name.hasPrefix("with.") {
            #expect(banned.isDisjoint(with: shape.keys.map(\.name)))
        }
    }

    @Test func aKeyIsExplained() {
        #expect(
            Schema.explain("decomposers.window") == """
                decomposers.window
                  Words in TextTiling's block.
                  value: a whole number from 2 to 100000
                  default: 120
                  only for: texttiling

                """)
        #expect(Schema.explain("train")?.hasPrefix("train: Trains a policy") == true)
        #expect(Schema.explain("with.ppo.kl")?.contains("default: 0.02") == true)
        #expect(Schema.explain("nonsense") == nil)
        #expect(Schema.suggestion(for: "fan_on") == "fan_in")
    }
}
