/// A model for everything and, where there are any, models of heights of their own.
package struct ByHeight<Model: Sendable>: Sendable {
    /// The model of all heights without one of their own.
    package let shared: Model
    /// The models by height: 0 for the leaves.
    package let heights: [Int: Model]

    /// One model, or one a height with one for the rest.
    package init(shared: Model, heights: [Int: Model] = [:]) {
        self.shared = shared
        self.heights = heights
    }

    /// The model of a height.
    package subscript(height: Int) -> Model { heights[height] ?? shared }
}
