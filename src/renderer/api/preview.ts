import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { answerOf, ProblemError } from '../../client/problem.ts';
import type { PreviewBody } from '../../contract/preview.ts';

export type PreviewRequest = z.input<typeof PreviewBody>;

/**
 * The picture that leaves a node, of a workflow as it stands now.
 * @throws ProblemError; `cancelled` when a newer request of the same client took its place
 */
export async function previewPicture(request: PreviewRequest, signal?: AbortSignal): Promise<Blob> {
  const response = await answerOf(
    fetch('/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  return response.blob();
}

/** A source as it is, small and quick; nothing when it cannot be had, which the preview then says. */
export function useSourcePreview(source: PreviewRequest['source']): string | undefined {
  const answer = useQuery({
    queryKey: ['preview-source', source],
    queryFn: async ({ signal }) => {
      const response = await answerOf(
        fetch('/preview/source', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ source }),
          signal,
        }),
      );
      return response.blob();
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  return useObjectUrl(answer.data);
}

/**
 * A preview as something an `<img>` can show; the last one stays while the next is made. Null asks for nothing.
 * @param givesWay nothing is asked for that is not here yet, and what is on its way is given up: something else is more urgent
 */
export function usePreview(
  wanted: PreviewRequest | null,
  givesWay = false,
): {
  src: string | undefined;
  bytes: number | undefined;
  error: Error | null;
  busy: boolean;
} {
  const client = useQueryClient();
  const isHere = client.getQueryData(['preview', wanted]) !== undefined;
  const request = givesWay && !isHere ? null : wanted;
  const answer = useQuery({
    queryKey: ['preview', request],
    queryFn: ({ signal }) => previewPicture(request!, signal),
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (previous) => previous,
    retry: (failures, error) => failures < 3 && error instanceof ProblemError && error.problem.code === 'cancelled',
  });
  const src = useObjectUrl(request === null ? undefined : answer.data);
  return { src, bytes: answer.data?.size, error: answer.error, busy: answer.isFetching };
}

/** A blob's address for as long as it is shown. */
function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (blob === undefined) return setUrl(undefined);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
