import concertar.kit.texts
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NaturalEntity',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.source', verbose_name='source')),
                ('source_pointer', models.CharField(blank=True, help_text='Section, note, box or map of the source.', max_length=80, verbose_name='place in the source')),
                ('inferred_fields', models.JSONField(blank=True, default=list, help_text='Values that the source does not give and that were concluded from others.', verbose_name='inferred values')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('kind', models.CharField(choices=[('river', 'River'), ('basin', 'River basin'), ('air_basin', 'Air basin'), ('wetland', 'Wetland'), ('bay', 'Bay'), ('coast', 'Coast'), ('lake', 'Lake'), ('hill', 'Hill'), ('forest', 'Forest'), ('groundwater', 'Groundwater')], max_length=12, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='natural_entities', to='network.territory', verbose_name='place')),
            ],
            options={
                'verbose_name': 'natural entity',
                'verbose_name_plural': 'natural entities',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='entity_has_a_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='entity_has_a_slug')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.source', verbose_name='source')),
                ('source_pointer', models.CharField(blank=True, help_text='Section, note, box or map of the source.', max_length=80, verbose_name='place in the source')),
                ('inferred_fields', models.JSONField(blank=True, default=list, help_text='Values that the source does not give and that were concluded from others.', verbose_name='inferred values')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('unit', models.CharField(help_text='For instance µg/m³ or %.', max_length=30, verbose_name='unit')),
                ('unit_of_one', models.CharField(blank=True, help_text='For instance station, where the unit is stations; empty: it is the same.', max_length=30, verbose_name='unit of one')),
                ('method', models.TextField(blank=True, help_text='What is measured, how, over how long, how often.', verbose_name='method')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='indicator_has_a_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='indicator_has_a_slug'), models.CheckConstraint(condition=models.Q(('unit', ''), _negated=True), name='indicator_has_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='observatory.indicator', verbose_name='indicator')),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='network.territory', verbose_name='place')),
                ('station', models.CharField(blank=True, max_length=120, verbose_name='station')),
                ('day', models.DateField(help_text='The day measured; of a period, its last day.', verbose_name='day')),
                ('value', models.DecimalField(decimal_places=6, max_digits=18, verbose_name='value')),
                ('source', models.CharField(help_text='Who measured, and where it is published.', max_length=300, verbose_name='source')),
                ('is_illustrative', models.BooleanField(default=False, verbose_name='illustrative')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='observatory.observation', verbose_name='corrects')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by')),
                ('noted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='noted at')),
            ],
            options={
                'verbose_name': 'observation',
                'verbose_name_plural': 'observations',
                'ordering': ['indicator', 'territory', 'station', 'day', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('indicator', 'territory', 'station', 'day'), name='one_observation_a_day'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='observation_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Limit',
            fields=[
                ('language', models.CharField(default='es', help_text='The language in which the texts were written.', max_length=3, validators=[concertar.kit.texts.require_language], verbose_name='language of the texts')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='Translations of the texts, by language and field.', verbose_name='translations')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('kind', models.CharField(choices=[('nature', 'Limit of nature'), ('law', 'Legal limit')], max_length=6, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='limits', to='observatory.indicator', verbose_name='indicator')),
                ('entity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='limits', to='observatory.naturalentity', verbose_name='natural entity')),
                ('territory', models.ForeignKey(blank=True, help_text='Where it holds; empty: in the whole country.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='limits', to='network.territory', verbose_name='place')),
                ('least', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True, verbose_name='at least')),
                ('most', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True, verbose_name='at most')),
                ('basis', models.CharField(help_text='The norm, study or agreement that sets it.', max_length=300, verbose_name='basis')),
                ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('reviewed', 'Reviewed'), ('adopted', 'Adopted'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=9, verbose_name='status')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted on')),
            ],
            options={
                'verbose_name': 'limit',
                'verbose_name_plural': 'limits',
                'ordering': ['indicator', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('basis', ''), _negated=True)), name='limit_has_a_basis'), models.CheckConstraint(condition=models.Q(('least__isnull', False), ('most__isnull', False), _connector='OR'), name='limit_has_an_end'), models.CheckConstraint(condition=models.Q(('least__isnull', True), ('most__isnull', True), ('least__lt', models.F('most')), _connector='OR'), name='limit_interval_is_possible'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), ('reviewed_by__isnull', True), models.Q(('proposed_by', models.F('reviewed_by')), _negated=True), _connector='OR'), name='limit_is_reviewed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'adopted'), _negated=True), ('adopted_on__isnull', False), _connector='OR'), name='limit_is_adopted_on_a_day'), models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'reviewed', 'adopted', 'withdrawn'])), name='limit_status_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['nature', 'law'])), name='limit_kind_is_known')],
            },
        ),
    ]
