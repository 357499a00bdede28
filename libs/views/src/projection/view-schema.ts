/** Where rows stand: in the tables that are read, or in those that a rebuild fills beside them. */
export type ViewSchema = 'views' | 'views_next';
