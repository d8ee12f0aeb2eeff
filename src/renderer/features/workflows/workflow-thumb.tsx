import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { Picture } from '../../components/picture.tsx';
import { partForPreview, photoPart } from '../editor/graph/part-for-preview.ts';
import { useSmallPicture } from '../editor/preview/live-picture.ts';
import { usePhotos } from '../editor/preview/photos.ts';

/** What a workflow does to the photo that the editor shows: its left half before, its right half after. */
export function WorkflowThumb({ slug, version }: { slug: string; version: number }) {
  const { chosen } = usePhotos();
  const nodes = useQuery(queries.nodes());
  const workflow = useQuery({
    queryKey: ['workflow', slug, 'of', version],
    queryFn: () => api.workflow({ params: { id: slug } }),
    enabled: chosen !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const types = useMemo(() => new Map(nodes.data?.map((type) => [type.type, type])), [nodes.data]);
  const document = workflow.data?.document;
  const part = useMemo(() => {
    const end = document?.nodes.find((node) => types.get(node.type)?.category === 'output');
    return document === undefined || end === undefined ? null : partForPreview(document, types, end.id);
  }, [document, types]);
  const before = useSmallPicture(chosen === null ? null : photoPart(types), chosen);
  const after = useSmallPicture(part, chosen);
  return (
    <span className="workflow-thumb">
      <Picture src={after.data} alt="" fit="cover" />
      {before.data !== undefined && after.data !== undefined && (
        <span className="workflow-thumb-before">
          <Picture src={before.data} alt="" fit="cover" />
        </span>
      )}
    </span>
  );
}
