import { isVariousArtists, type Subject } from '@earmark/core';

/** An album of many artists: what is said of one of them says nothing about it. */
export function isVarious({ creators }: Subject): boolean {
  return (
    creators.length === 0 ||
    creators.some((creator) => isVariousArtists(creator) || soundtrack.test(creator.trim()))
  );
}

const soundtrack = /^(?:original )?soundtrack$/i;
