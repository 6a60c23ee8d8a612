import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

/** Narrows a query to rows of which one column contains the text, in whatever case; % and _ are plain characters. */
export function whereContains<T extends ObjectLiteral>(
  builder: SelectQueryBuilder<T>,
  columns: (keyof T & string)[],
  text: string | null | undefined,
): void {
  if (!text) return;
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const either = new Brackets((inner) => {
    for (const column of columns) inner.orWhere(`${builder.alias}.${column} ILIKE :like`, { like });
  });
  builder.andWhere(either);
}
