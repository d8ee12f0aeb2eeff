import type { Graph } from '../../workflow/graph/graph.ts';
import type { Plan } from '../../workflow/plan/plan.ts';

/** Why no export has the picture: what each filter asked for, and what it found. */
export function notSelected(graph: Graph, routes: NonNullable<Plan['routes']>, name: string): string {
  const said = Object.entries(routes).map(([id, way]) => {
    const { node, definition } = graph.nodes.get(id)!;
    const condition = String(node.params[definition.routeBy ?? '']);
    return `“${node.label ?? id}” asks for ${condition}, which is ${way === 'match' ? 'so' : 'not so'}`;
  });
  return `“${name}” was passed over: ${said.join('; ')}.`;
}
