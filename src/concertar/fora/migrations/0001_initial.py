import concertar.kit.texts
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('observatory', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('purpose', models.TextField(blank=True, verbose_name='purpose')),
                ('territory', models.ForeignKey(blank=True, help_text='A neighbourhood, city, metropolis, basin or nation.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fora', to='network.territory', verbose_name='place')),
                ('consortium', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_fora', to='network.institution', verbose_name='consortium')),
                ('parent', models.ForeignKey(blank=True, help_text='The forum to which it refers what it cannot settle.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='fora.forum', verbose_name='refers to')),
                ('zone', models.CharField(default='America/Lima', max_length=40, verbose_name='time zone')),
                ('women_quota', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True, verbose_name='women, at least')),
                ('youth_quota', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True, verbose_name='people of 18 to 29, at least')),
                ('poorest_quota', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True, verbose_name='poorest districts, at least')),
                ('is_illustrative', models.BooleanField(default=False, verbose_name='illustrative')),
            ],
            options={
                'verbose_name': 'forum',
                'verbose_name_plural': 'fora',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='forum_has_a_name'), models.CheckConstraint(condition=models.Q(('territory__isnull', False), ('consortium__isnull', False), _connector='OR'), name='forum_is_of_a_place_or_a_consortium'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='forum_does_not_refer_to_itself'), models.CheckConstraint(condition=models.Q(('women_quota__isnull', True), ('women_quota__range', (0, 1)), _connector='OR'), name='forum_women_quota_is_a_share'), models.CheckConstraint(condition=models.Q(('youth_quota__isnull', True), ('youth_quota__range', (0, 1)), _connector='OR'), name='forum_youth_quota_is_a_share'), models.CheckConstraint(condition=models.Q(('poorest_quota__isnull', True), ('poorest_quota__range', (0, 1)), _connector='OR'), name='forum_poorest_quota_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='Facilitator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilitators', to='fora.forum', verbose_name='forum')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('starts', models.DateField(verbose_name='from')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='to')),
            ],
            options={
                'verbose_name': 'facilitator',
                'verbose_name_plural': 'facilitators',
                'ordering': ['forum', 'starts'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('forum', 'person'), name='one_present_facilitation'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='facilitation_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Constituency',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='constituencies', to='fora.forum', verbose_name='forum')),
                ('key', models.SlugField(max_length=40, verbose_name='key')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('least_seats', models.PositiveSmallIntegerField(default=1, help_text='The quota the forum declared for this side.', verbose_name='seats, at least')),
            ],
            options={
                'verbose_name': 'constituency',
                'verbose_name_plural': 'constituencies',
                'ordering': ['forum', 'order', 'name'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'key'), name='one_constituency_of_a_key'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='constituency_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Guardianship',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='fora.forum', verbose_name='forum')),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='observatory.naturalentity', verbose_name='natural entity')),
                ('guardian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='network.institution', verbose_name='guardian')),
                ('basis', models.CharField(help_text="A law, a ruling or an assembly's decision.", max_length=300, verbose_name='legal basis')),
                ('starts', models.DateField(verbose_name='from')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='to')),
            ],
            options={
                'verbose_name': 'guardianship',
                'verbose_name_plural': 'guardianships',
                'ordering': ['forum', 'entity'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('forum', 'entity', 'guardian'), name='one_present_guardianship'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='guardianship_has_a_basis')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='fora.forum', verbose_name='forum')),
                ('constituency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='fora.constituency', verbose_name='constituency')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='network.institution', verbose_name='institution')),
                ('of_poorest_district', models.BooleanField(default=False, help_text='It speaks for one of the districts the forum counts as its poorest.', verbose_name='of a poorest district')),
                ('starts', models.DateField(verbose_name='from')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='to')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ['forum', 'constituency', 'institution'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('forum', 'institution'), name='one_seat_of_an_institution'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='seat_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Delegate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegates', to='fora.seat', verbose_name='seat')),
                ('mandate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='delegate', to='network.mandate', verbose_name='mandate')),
                ('gender', models.CharField(blank=True, choices=[('', 'Not declared'), ('woman', 'Woman'), ('man', 'Man'), ('other', 'Other')], max_length=6, verbose_name='gender')),
                ('age', models.CharField(blank=True, choices=[('', 'Not declared'), ('young', '18 to 29'), ('adult', '30 or more')], max_length=6, verbose_name='age')),
            ],
            options={
                'verbose_name': 'delegate',
                'verbose_name_plural': 'delegates',
                'ordering': ['seat', 'mandate'],
            },
        ),
    ]
