extension Document {
    /// Checks everything that can be known before a run, and builds what will run.
    package func checked(with capabilities: Capabilities = .everything) -> Checked {
        var builder = GraphBuilder(self, capabilities: capabilities)
        builder.build()
        var planner = OversightPlanner(self, facts: builder.facts, report: builder.report)
        planner.plan(builder.cells)
        let complaints = Complaints(planner.report.sorted(files: files), sources: sources)
        let graph = Graph(cells: builder.cells)
        return Checked(
            document: self, graph: complaints.hasErrors ? nil : graph,
            plan: complaints.hasErrors ? nil : planner.plan,
            complaints: complaints)
    }
}
