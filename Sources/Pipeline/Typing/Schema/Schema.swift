/// The language as tables: the checker, `quire schema` and `quire explain` are all made from these, so that they
/// cannot disagree.
package enum Schema {
    /// Every shape, by name.
    static let shapes: [String: Shape] = Dictionary(
        uniqueKeysWithValues: (all + [reading]).map { ($0.name, $0) })

    /// Every shape, in the order in which they are explained.
    package static let all: [Shape] = [top] + sections + stageShapes + stageParts + settingsShapes

    /// The shape of that name; an empty one when there is none.
    static func shape(_ name: String) -> Shape {
        shapes[name] ?? Shape(name: name, title: "'\(name)'", summary: "", keys: [])
    }

    /// What a node set may be, in words.
    static let nodeSets = ["all", "leaves", "inner", "root", "first-leaves", "first-subtree", "height-N"]

    static func names<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> [String] {
        type.allCases.map(\.rawValue)
    }
}
