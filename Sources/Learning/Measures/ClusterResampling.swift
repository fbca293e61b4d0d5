import Tensors

/// Clusters drawn anew, with replacement, as many as there are (Efron 1979; Davison and Hinkley 1997, chapter 3.8):
/// what belongs together is drawn together.
enum ClusterResampling {
    /// What is measured on each of `times` resamples, from the places of the clusters that were drawn.
    static func map<Value>(
        of count: Int, times: Int, using stream: inout RandomStream, _ measure: ([Int]) -> Value
    ) -> [Value] {
        (0..<times).map { _ in measure((0..<count).map { _ in stream.below(count) }) }
    }
}
